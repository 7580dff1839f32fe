// A client on one raw keep-alive socket: the generator must cost less than what it measures.
import net from 'node:net';

/** @returns a connection with `send(text)`, which resolves to the whole answer as text. */
export function connect(port) {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.setNoDelay(true);
    let pending;
    let buffer = '';
    socket.setEncoding('latin1');
    socket.on('data', (chunk) => {
      buffer = buffer === '' ? chunk : buffer + chunk;
      const end = answerEnd(buffer);
      if (end < 0) return;
      const answer = buffer.slice(0, end);
      buffer = buffer.slice(end);
      const { resolve: done } = pending;
      pending = undefined;
      done(answer);
    });
    socket.once('connect', () =>
      resolve({
        send: (text) =>
          new Promise((done, fail) => {
            if (socket.destroyed) fail(new Error('the server closed the connection'));
            pending = { resolve: done, reject: fail };
            socket.write(text, 'latin1');
          }),
        close: () => socket.destroy(),
      }),
    );
    socket.once('error', (error) => (pending ? pending.reject(error) : reject(error)));
    socket.once('close', () => pending?.reject(new Error('the server closed the connection')));
  });
}

/** Where the first answer in the buffer ends, or -1 while it is not whole. */
function answerEnd(buffer) {
  const head = buffer.indexOf('\r\n\r\n');
  if (head < 0) return -1;
  const body = head + 4;
  const length = /\r\ncontent-length: *(\d+)/i.exec(buffer.slice(0, body))?.[1];
  if (length !== undefined) return buffer.length >= body + Number(length) ? body + Number(length) : -1;
  if (/\r\ntransfer-encoding: *chunked/i.test(buffer.slice(0, body))) {
    const last = buffer.indexOf('0\r\n\r\n', body);
    return last < 0 ? -1 : last + 5;
  }
  return body;
}
