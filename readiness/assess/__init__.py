"""What a partner's facts are worth under the rules of a day."""
