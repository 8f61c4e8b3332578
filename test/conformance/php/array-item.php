<?php
// ruleid: array-item
$a = ['x' => 1, 'verify' => false];
// ruleid: array-item
$b = array('verify' => false, 'x' => 1);
// ok: array-item
$c = ['verify' => true];
