/** Runs a script to its end; where that is a failure, it is one sentence on the terminal. */
export function runScript(main: () => Promise<void>): void {
  main().catch((error) => {
    console.error((error as Error).message);
    process.exitCode = 1;
  });
}
