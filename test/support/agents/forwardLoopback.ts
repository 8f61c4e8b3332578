/**
 * Runs inside a network namespace that has only a loopback: brings a port of the outside in over a Unix socket,
 * then runs a program there and ends as it ends. Usage: forwardLoopback.ts PORT SOCKET FILE [ARGUMENT…]
 */
import { spawn } from 'node:child_process';
import { connect, createServer } from 'node:net';

const [port, socket, file, ...args] = process.argv.slice(2);
if (port === undefined || socket === undefined || file === undefined) {
  process.stderr.write('Usage: forwardLoopback.ts PORT SOCKET FILE [ARGUMENT…]\n');
  process.exit(2);
}

const server = createServer(incoming => {
  const outgoing = connect(socket);
  incoming.pipe(outgoing).pipe(incoming);
  // A dropped connection is the agent's or the model's business; either side sees its own end of it.
  incoming.on('error', () => outgoing.destroy());
  outgoing.on('error', () => incoming.destroy());
});

server.listen(Number(port), '127.0.0.1', () => {
  const child = spawn(file, args, { stdio: 'inherit' });
  child.on('error', error => {
    process.stderr.write(`${file} could not be started: ${error.message}\n`);
    process.exit(127);
  });
  child.on('exit', code => process.exit(code ?? 128));
});
