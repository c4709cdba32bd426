import type { ChildProcess } from 'node:child_process';
import type { MessageTransport } from '../protocol/transport.ts';

/** Either end of a fork with `serialization: 'advanced'`, which carries typed arrays as they are. */
export function ipcTransport(end: ChildProcess | NodeJS.Process): MessageTransport {
  return {
    post(message) {
      if (!end.connected) throw new Error('the channel is closed');
      // What goes wrong after this is known by the other end's exit; without a callback it would be thrown.
      end.send?.(message as object, undefined, undefined, () => {});
    },
    listen(receive) {
      end.on('message', receive);
      return { dispose: () => end.off('message', receive) };
    },
  };
}
