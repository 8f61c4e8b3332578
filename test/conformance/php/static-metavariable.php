<?php
// ruleid: static-metavariable
Model::unguard();
// ok: static-metavariable
Model::reguard();
