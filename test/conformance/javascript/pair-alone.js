a({
  // ruleid: pair-alone
  rejectUnauthorized: false,
});
