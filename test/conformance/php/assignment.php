<?php
// ruleid: assignment
$a = $_POST['b'];
// ok: assignment
$a = $_GET['b'];
