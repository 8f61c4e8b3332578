async function f() {
  // ruleid: await
  await run(1);
  // ok: await
  run(1);
}
