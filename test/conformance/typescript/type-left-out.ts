// ruleid: type-left-out
function a(x: string): string { return x; }
