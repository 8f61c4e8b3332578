<?php
// ruleid: sequence
$a = $_GET['b'];
work();
eval($a);
// ok: sequence
$c = $_GET['d'];
eval($e);
