-- oldest program: 48
-- Who follows a case only because the case this person followed was merged into it: that ends when the merge is undone.
ALTER TABLE followers ADD COLUMN came_with $id NULL;
