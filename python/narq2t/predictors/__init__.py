"""The predictors that can be fitted to observations, a module or package each."""
