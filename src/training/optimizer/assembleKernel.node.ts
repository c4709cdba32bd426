import wabt from 'wabt';

/** The text of adamWKernel.ts for the text of adamW.wat: the same program, assembled. */
export async function assembleKernel(source: string): Promise<string> {
  const { parseWat } = await wabt();
  const { buffer } = parseWat('adamW.wat', source, { simd: true }).toBinary({});
  const lines: string[] = [];
  for (let i = 0; i < buffer.length; i += 24) lines.push(`  ${[...buffer.slice(i, i + 24)].join(', ')},`);
  return `/** adamW.wat, assembled: made by \`npm run assemble\`, never edited. */
// biome-ignore format: bytes
export const adamWKernel = Uint8Array.of(
${lines.join('\n')}
);
`;
}
