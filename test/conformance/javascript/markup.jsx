// ruleid: markup
a = <a href={b} />;
// ruleid: markup
c = <a class="d" href={e} id="f" />;
// ok: markup
g = <a class="h" />;
