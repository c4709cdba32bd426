import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { readIfThere } from '../../checkpoint/files.node.ts';
import { encodeSafetensors } from '../../checkpoint/safetensors.ts';
import { readSafetensors } from '../../checkpoint/safetensorsFile.node.ts';
import { replaceFile, writingFailure } from '../../checkpoint/syncedFiles.node.ts';

/** What is kept of one evaluation, apart from the attention on the probe sentence. */
export interface EvaluationRecord {
  readonly step: number;
  /** Seconds of training. */
  readonly seconds: number;
  /** Nats per token for each corpus, by name, and their mean. */
  readonly losses: Readonly<Record<string, number>>;
  readonly heldOut: number;
  readonly sample: { readonly prompt: string; readonly continuation: string };
  /** [layers · heads] */
  readonly previousToken: Float32Array;
  readonly induction: Float32Array;
}

export interface ProbeAttention {
  /** [layers, heads, T, T] */
  readonly pattern: Float32Array;
  readonly shape: readonly [layers: number, heads: number, tokens: number, tokens: number];
  /** Where the model reads another text: how much each token looks at each of that, [layers, heads, T, S]. */
  readonly cross?: {
    readonly pattern: Float32Array;
    readonly shape: readonly [layers: number, heads: number, tokens: number, sourceTokens: number];
  };
}

const namePattern = /^evaluation-(\d+)\.safetensors$/;

/** The evaluations of a run, one file each. */
export class EvaluationFiles {
  constructor(private readonly folder: string) {}

  /** Throws UnderhoodError where it cannot be written: the evaluations before stay whole. */
  async write(record: EvaluationRecord, { pattern, shape, cross }: ProbeAttention): Promise<void> {
    const { previousToken, induction, ...rest } = record;
    const scores = (data: Float32Array) => ({ dtype: 'f32', shape: [data.length], data }) as const;
    const tensors = {
      pattern: { dtype: 'f32', shape, data: pattern } as const,
      ...(cross && { cross: { dtype: 'f32', shape: cross.shape, data: cross.pattern } as const }),
      previousToken: scores(previousToken),
      induction: scores(induction),
    };
    await mkdir(this.folder, { recursive: true }).catch((error) => {
      throw writingFailure(this.folder, error);
    });
    const metadata = { format: 'pt', evaluation: JSON.stringify(rest) };
    await replaceFile(path.join(this.folder, nameOf(record.step)), encodeSafetensors(tensors, metadata));
  }

  /** All that there are, in order. */
  async readAll(): Promise<EvaluationRecord[]> {
    const records: EvaluationRecord[] = [];
    for (const step of await this.#steps()) {
      const record = await readIfThere(this.folder, nameOf(step), () => this.#read(step));
      if (record) records.push(record);
    }
    return records;
  }

  /** Removes those after `last`. */
  async forgetAfter(last: number): Promise<void> {
    for (const step of await this.#steps()) {
      if (step > last) await rm(path.join(this.folder, nameOf(step)), { force: true });
    }
  }

  async attention(step: number): Promise<ProbeAttention> {
    const { tensors, header } = await readSafetensors(this.folder, nameOf(step));
    const shape = header.tensors.get('pattern')?.shape as ProbeAttention['shape'];
    const crossShape = header.tensors.get('cross')?.shape as NonNullable<ProbeAttention['cross']>['shape'] | undefined;
    const cross = crossShape && { pattern: tensors.get('cross')!, shape: crossShape };
    return { pattern: tensors.get('pattern')!, shape, ...(cross && { cross }) };
  }

  async #steps(): Promise<number[]> {
    const names = await readdir(this.folder).catch(() => []);
    const steps = names.flatMap((name) => namePattern.exec(name)?.[1] ?? []).map(Number);
    return steps.sort((a, b) => a - b);
  }

  async #read(step: number): Promise<EvaluationRecord> {
    const { tensors, header } = await readSafetensors(this.folder, nameOf(step));
    const rest = JSON.parse(header.metadata.get('evaluation')!) as Omit<
      EvaluationRecord,
      'previousToken' | 'induction'
    >;
    return { ...rest, previousToken: tensors.get('previousToken')!, induction: tensors.get('induction')! };
  }
}

function nameOf(step: number): string {
  return `evaluation-${String(step).padStart(6, '0')}.safetensors`;
}
