// ruleid: markup-string
a = <a target="_blank" href="b">c</a>;
// ok: markup-string
d = <a href="b">c</a>;
