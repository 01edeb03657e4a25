"""What every app of the house leans on: the table of steps, the spelling of "may I", days, forms.

Core knows no domain: nothing here says what an issue or an assignment is.
"""
