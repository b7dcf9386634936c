/** A forked process that does as it is told, for the tests of the channel between processes. */
process.on('message', (message) => {
  if (message.kind !== 'request') return;
  if (message.method === 'never') return;
  if (message.method === 'exit') process.exit(message.params);
  if (message.method === 'print') process.stderr.write(message.params);
  if (message.method === 'hang') for (;;);
  const result = message.method === 'environment' ? { ...process.env } : message.params;
  process.send({ kind: 'result', id: message.id, result });
});
process.on('disconnect', () => process.exit(0));
