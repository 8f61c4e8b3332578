# ruleid: entry-forms
a = jsonencode({
  Effect = "Allow"
})
# ok: entry-forms
b = jsonencode({
  Effect : "Allow"
})
# ok: entry-forms
c = jsonencode({
  "Effect" = "Allow"
})
