<?php
// ruleid: array-list
$a = [1, 2];
// ok: array-list
$b = [1, 2, 3];
