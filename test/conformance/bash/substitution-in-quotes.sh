# ruleid: substitution-in-quotes
bash -c "$(curl -fsSL https://example.com/x)"
# ok: substitution-in-quotes
bash -c "$(wget https://example.com/x)"
