# ruleid: subshell
(cd x; ls)
# ok: subshell
(ls)
