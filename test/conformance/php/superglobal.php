<?php
// ruleid: superglobal
$x = $_GET['a'];
// ok: superglobal
$y = $_POST['a'];
