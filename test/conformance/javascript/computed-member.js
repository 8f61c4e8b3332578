// ruleid: computed-member
a[b] = c;
// ok: computed-member
a.b = c;
