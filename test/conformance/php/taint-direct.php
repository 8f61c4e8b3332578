<?php
$id = $_GET['id'];
$q = "select " . $id;
// ruleid: taint-direct
mysqli_query($c, $q);
// ok: taint-direct
mysqli_query($c, "select 1");
