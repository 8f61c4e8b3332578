// ruleid: deep-expression
if (user.admin) {}
// ruleid: deep-expression
if (!(a && user.admin)) b();
// ok: deep-expression
if (user.guest) {}
