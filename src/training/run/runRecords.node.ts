import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { readIfThere } from '../../checkpoint/files.node.ts';
import { replaceFile, writingFailure } from '../../checkpoint/syncedFiles.node.ts';
import { UnderhoodError } from '../../errors.ts';
import type { Curves, Moment, PreparedSummary } from '../../protocol/training.ts';
import { EvaluationFiles, type EvaluationRecord, type ProbeAttention } from './evaluationFiles.node.ts';
import { StepHistory, type StepRecord } from './history.ts';
import { StepFile } from './stepFile.node.ts';

const stepsName = 'steps.f64';
const summaryName = 'summary.json';

/** What happened in a run, in memory and in its folder: every step, every evaluation, and what the run was prepared to. */
export class RunRecords {
  #steps: StepHistory;
  #file?: StepFile;
  #evaluations: EvaluationRecord[] = [];
  readonly #files: EvaluationFiles;

  /** @param folder of the records */
  constructor(
    readonly folder: string,
    private readonly blocks: number,
  ) {
    this.#steps = new StepHistory(blocks);
    this.#files = new EvaluationFiles(folder);
  }

  get evaluations(): readonly EvaluationRecord[] {
    return this.#evaluations;
  }

  /** What an earlier process said of the run; undefined where nothing was prepared yet. */
  async readSummary(): Promise<PreparedSummary | undefined> {
    const read = () => readFile(path.join(this.folder, summaryName), 'utf8');
    const text = await readIfThere(this.folder, summaryName, read);
    return text === undefined ? undefined : (JSON.parse(text) as PreparedSummary);
  }

  async writeSummary(summary: PreparedSummary): Promise<void> {
    await replaceFile(path.join(this.folder, summaryName), [new TextEncoder().encode(JSON.stringify(summary))]);
  }

  /** Reads what there is and changes nothing: another process may be training. */
  async look(): Promise<void> {
    const read = () => StepFile.read(this.folder, stepsName, this.blocks);
    const steps = await readIfThere(this.folder, stepsName, read);
    if (!steps) return;
    this.#steps = new StepHistory(this.blocks);
    for (const record of steps) this.#steps.add(record);
    this.#evaluations = await this.#files.readAll();
  }

  /** Reads what there is up to `step`, forgets what came after it, and goes on from there; −1: begins anew. */
  async begin(step: number): Promise<void> {
    await this.close();
    this.#steps = new StepHistory(this.blocks);
    try {
      await mkdir(this.folder, { recursive: true });
      if (step < 0) await rm(path.join(this.folder, stepsName), { force: true });
      await this.#files.forgetAfter(step);
      this.#evaluations = await this.#files.readAll();
      const file = path.join(this.folder, stepsName);
      this.#file = await StepFile.open(file, this.blocks, step, (record) => this.#steps.add(record));
    } catch (error) {
      throw writingFailure(this.folder, error);
    }
  }

  addStep(record: StepRecord): void {
    this.#steps.add(record);
    this.#file?.add(record);
  }

  async addEvaluation(record: EvaluationRecord, attention: ProbeAttention): Promise<void> {
    await this.flush();
    await this.#files.write(record, attention);
    this.#evaluations = [...this.#evaluations.filter(({ step }) => step !== record.step), record];
  }

  async flush(): Promise<void> {
    try {
      await this.#file?.flush();
    } catch (error) {
      throw writingFailure(this.folder, error);
    }
  }

  /** Closes the file, whether or not what is left can be written. */
  async close(): Promise<void> {
    const file = this.#file;
    this.#file = undefined;
    await file?.close();
  }

  /** @param checkpoints steps of which the model is still there */
  curves(points: number, checkpoints: readonly number[]): Curves {
    const records = this.#evaluations;
    const joined = (part: (record: EvaluationRecord) => Float32Array) => {
      const all = new Float32Array(records.reduce((sum, record) => sum + part(record).length, 0));
      let at = 0;
      for (const record of records) {
        all.set(part(record), at);
        at += part(record).length;
      }
      return all;
    };
    return {
      points: this.#steps.curves(points),
      evaluations: {
        step: Float64Array.from(records, ({ step }) => step),
        seconds: Float64Array.from(records, ({ seconds }) => seconds),
        heldOut: Float32Array.from(records, ({ heldOut }) => heldOut),
        previousToken: joined(({ previousToken }) => previousToken),
        induction: joined(({ induction }) => induction),
        hasCheckpoint: Uint8Array.from(records, ({ step }) => Number(checkpoints.includes(step))),
      },
    };
  }

  /** What was seen at an evaluation. Throws UnderhoodError where there was none at that step. */
  async moment(step: number): Promise<Moment> {
    const record = this.#evaluations.find((evaluation) => evaluation.step === step);
    if (!record) throw new UnderhoodError('training.noMoment', { step });
    const { pattern, shape, cross } = await this.#files.attention(step);
    return { step, sample: record.sample, pattern, tokens: shape[2], ...(cross && { cross }) };
  }
}
