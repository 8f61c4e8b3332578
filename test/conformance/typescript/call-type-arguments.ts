async function f() {
  // ruleid: call-type-arguments
  const a = await Factory.create<App>(Module, { cors: true });
  // ruleid: call-type-arguments
  if (!Factory.create<App>(Module, { cors: true })) return;
  // ruleid: call-type-arguments
  await Factory.create<App>(Module, { cors: true }).run();
  // ruleid: call-type-arguments
  (await Factory.create<App>(Module, { cors: true })).run();
  // ok: call-type-arguments
  await Factory.create<App>(Module);
}
