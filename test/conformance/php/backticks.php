<?php
// ruleid: backticks
$a = `ls $b`;
// ok: backticks
$a = `ls`;
