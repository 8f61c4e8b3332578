<?php
// ruleid: attribute
#[Route("/a")]
function f() {
}
// ok: attribute
function g() {
}
