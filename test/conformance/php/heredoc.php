<?php
// ruleid: heredoc
query(<<<SQL
select $a from b
SQL);
// ok: heredoc
query(<<<SQL
select a from b
SQL);
