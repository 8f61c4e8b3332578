function login(user, password) {
  // ruleid: javascript.secret-in-log
  console.log('login', user.name, password);
  // ruleid: javascript.secret-in-log
  console.debug(`Key: ${process.env.API_KEY}`);
  // ruleid: javascript.secret-in-log
  logger.info('Token ' + user.accessToken);
  // ok: javascript.secret-in-log
  console.log('password');
  // ok: javascript.secret-in-log
  console.log(`Password of ${user.name} changed`);
  // ok: javascript.secret-in-log
  console.log(hasPassword);
  // ok: javascript.secret-in-log
  vault.set('password', password);
}
