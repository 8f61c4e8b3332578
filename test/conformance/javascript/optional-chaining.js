// ruleid: optional-chaining
a.run(1);
// ruleid: optional-chaining
a?.run(1);
