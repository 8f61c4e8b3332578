// ruleid: generics
run<string>(a);
// ruleid: generics
this.x = run<A, B>();
