/** UTF-8 as text. Bytes that are no character, which an untrained model writes, are shown as `\xNN`. */
export function textOfBytes(bytes: readonly number[]): string {
  let text = '';
  for (let i = 0; i < bytes.length; ) {
    const length = [1, 2, 3, 4].find((count) => isCharacter(bytes.slice(i, i + count)));
    if (length === undefined) text += `\\x${bytes[i].toString(16).padStart(2, '0')}`;
    else text += new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(bytes.slice(i, i + length)));
    i += length ?? 1;
  }
  return text;
}

function isCharacter(bytes: readonly number[]): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes));
    return true;
  } catch {
    return false;
  }
}
