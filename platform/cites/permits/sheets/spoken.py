"""The words that people write for a code besides the names of its list, in English, French and Spanish."""

from collections.abc import Mapping
from typing import Final

Spoken = Mapping[str, tuple[str, ...]]

SOURCES: Final[Spoken] = {
    "W": ("Wild", "Wild-caught", "Wild-taken", "From the wild", "Sauvage", "Nature", "Spécimen sauvage", "Silvestre",
          "Salvaje", "Medio silvestre", "Espécimen silvestre"),
    "C": ("Captive-bred", "Captive", "Captivity", "Captivité", "Élevé en captivité", "Élevage", "Cautividad",
          "Criado en cautividad", "Criadero"),
    "A": ("Artificially propagated", "Propagated", "Artificial propagation", "Reproduit artificiellement",
          "Reproduction artificielle", "Reproducido artificialmente", "Reproducción artificial"),
    "D": ("Registered operation", "Établissement enregistré", "Establecimiento registrado"),
    "F": ("Born in captivity", "Captive-born", "Né en captivité", "Nacido en cautividad"),
    "I": ("Confiscated", "Seized", "Confisqué", "Saisi", "Confiscado", "Decomisado"),
    "O": ("Pre-Convention", "Pré-Convention", "Préconvention", "Preconvención", "Pre-Convención"),
    "R": ("Ranched", "Ranching", "Ranch", "Élevé en ranch", "Criado en granja", "Granja"),
    "U": ("Unknown", "Not known", "Inconnu", "Inconnue", "Source inconnue", "Desconocido", "Desconocida"),
    "X": ("Introduction from the sea", "From the sea", "High seas", "Sea", "Introduction en provenance de la mer",
          "Haute mer", "Mer", "Introducción procedente del mar", "Alta mar", "Mar"),
    "Y": ("Assisted production", "Production assistée", "Producción asistida"),
}  # fmt: skip
PURPOSES: Final[Spoken] = {
    "T": ("Commercial", "Commerce", "Trade", "Sale", "Fins commerciales", "Vente", "Comercio", "Venta",
          "Fines comerciales"),
    "P": ("Personal use", "Private", "Personnel", "Usage personnel", "Privé", "Personal", "Uso personal", "Privado"),
    "S": ("Science", "Research", "Scientifique", "Recherche", "Ciencia", "Científica", "Investigación"),
    "Z": ("Zoological garden", "Aquarium", "Jardin zoologique", "Zoológico", "Jardín zoológico"),
    "E": ("Education", "Éducatif", "Fins éducatives", "Educación", "Educativa"),
    "H": ("Hunting", "Trophy", "Chasse", "Trophée", "Caza", "Trofeo"),
    "M": ("Medicine", "Médical", "Médecine", "Médica", "Medicina"),
    "Q": ("Circus", "Travelling exhibition", "Exhibition", "Cirque", "Exposition itinérante", "Circo", "Exhibición"),
    "L": ("Law enforcement", "Forensic", "Judiciaire", "Application de la loi", "Judicial", "Forense"),
    "N": ("Reintroduction", "Introduction into the wild", "Réintroduction", "Reintroducción"),
    "B": ("Breeding", "Breeding in captivity", "Élevage", "Élevage en captivité", "Reproduction artificielle", "Cría",
          "Cría en cautividad"),
    "G": ("Botanic garden", "Jardin botanique", "Jardín botánico"),
}  # fmt: skip
UNITS: Final[Spoken] = {
    "NAR": ("Specimens", "Number", "Pieces", "Pcs", "Units", "Each", "Spécimens", "Nombre", "Pièces", "Unités", "Nb",
            "Especímenes", "Número", "Piezas", "Unidades", "Nº"),
    "KGM": ("Kilo", "Kilos", "Kgs"),
    "GRM": ("Gr",),
    "LTR": ("Liter", "Liters"),
    "MTR": ("Meter", "Meters"),
}  # fmt: skip
TERMS: Final[Spoken] = {
    "LIV": ("Living", "Alive", "Live animal", "Live plant", "Vivante", "Animal vivant", "Plante vivante", "Viva",
            "Animal vivo", "Planta viva"),
    "TEE": ("Teeth",),
    "FEA": ("Feathers",),
    "LVS": ("Leaves",),
}  # fmt: skip
