"""Events to one offline HTML page: a folium map with our layer, assets and policy."""
