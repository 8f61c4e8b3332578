<?php
$a = $_POST['a'];
// ruleid: taint-echo
echo "hello $a";
$b = htmlspecialchars($a);
// ok: taint-echo
echo $b;
