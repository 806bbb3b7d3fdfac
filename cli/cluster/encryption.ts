/** Whether a server speaks the other way, encrypted or not, than it was spoken to. */
import { once } from 'node:events';
import net from 'node:net';
import tls from 'node:tls';
import type { ServerAddress } from './address.ts';

const millisecondsOfWait = 2000;

/** @returns whether a server answers without encryption where an encrypted one was asked for, or with it. */
export async function answersTheOtherWay(address: ServerAddress): Promise<boolean> {
  const socket = address.isEncrypted ? openPlain(address) : openEncrypted(address);
  const signal = AbortSignal.timeout(millisecondsOfWait);
  try {
    if (!address.isEncrypted) {
      await once(socket, 'secureConnect', { signal });
      return true;
    }
    const [answer] = (await once(socket, 'data', { signal })) as [Buffer];
    return /^[+-]/.test(answer.toString('latin1'));
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

function openPlain({ host, port }: ServerAddress): net.Socket {
  const socket = net.connect(port, host);
  socket.on('error', () => undefined); // it was waited for, or is over
  socket.write('PING\r\n');
  return socket;
}

/** Only whether somebody answers: nothing is sent, so nobody's certificate is needed. */
function openEncrypted({ host, port }: ServerAddress): tls.TLSSocket {
  const socket = tls.connect({ host, port, rejectUnauthorized: false });
  socket.on('error', () => undefined);
  return socket;
}
