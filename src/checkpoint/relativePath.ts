/** Whether a relative path stays inside its folder, on any system: no root, no drive, no step upwards. */
export function isInside(path: string): boolean {
  return !/[\\:\0]/.test(path) && path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

// Names of devices on Windows, whatever their ending, and characters that Windows allows in no name.
const device = /^(con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(\.|$)/i;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const forbidden = /[\u0000-\u001f\u007f<>:"|?*\\]|[. ]$/;

/** Whether files of that relative path can be written below a folder on any system, and nowhere else. */
export function isPortablePath(path: string): boolean {
  const isPortable = (part: string) => part.length <= 200 && !device.test(part) && !forbidden.test(part);
  return isInside(path) && path.split('/').every(isPortable);
}
