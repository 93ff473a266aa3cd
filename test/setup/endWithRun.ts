// A worker whose run was ended hard ends as well, and with it what its tests have started.
process.once('disconnect', () => process.exit(1));
