"""Reports and tables of a war become an events table and one offline HTML map."""
