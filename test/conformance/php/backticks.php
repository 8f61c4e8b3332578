<?php
// ruleid: backticks
$a = `ls $b`;
// ruleid: backticks
$a = `ls`;
// ok: backticks
$a = "ls";
