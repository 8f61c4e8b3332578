<?php
$cmd = 'ls ';
// ok: taint-append
exec($cmd);
$cmd .= $_GET['dir'];
// ruleid: taint-append
exec($cmd);
