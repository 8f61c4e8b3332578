# ruleid: parentheses-begin
a = (
    "select "
    + name
)
