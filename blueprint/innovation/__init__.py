"""Service innovation: the mode that the driving forces speak for, how initiatives cover the four dimensions, and both drawn.

>>> from blueprint.innovation.recognise import recognise
>>> from blueprint.model_innovation import Force, Innovation
>>> forces = {"strategy-and-management": "dominant", "employees": "strong", "research-and-development": "absent"}
>>> recognise(Innovation.read({"forces": forces})).mode
'organised-strategic'
"""
