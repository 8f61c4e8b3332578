<?php
// ruleid: echo
echo $a;
// ok: echo
print $a;
