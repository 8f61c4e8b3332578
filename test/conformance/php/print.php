<?php
// ruleid: print
print $a;
// ruleid: print
print($a);
// ok: print
echo $a;
