// A process that is asked and never answers, whatever it is told.
process.on('message', () => {});
