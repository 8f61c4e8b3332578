// ruleid: non-null
a!.run();
// ruleid: non-null
a.b!.run();
