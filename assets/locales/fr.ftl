# Tous les mots du programme en français. Une clé ici existe aussi dans en.ftl.

app-title = Épissure
duration = { $minutes ->
    [0] { $seconds } s
   *[other] { $minutes } min { $seconds }
}
side-cable = fibre du câble
side-pigtail = pigtail
lang-fr = Français
lang-en = English
back = Retour

## Liste des exercices
list-heading = Exercices
list-empty = Aucun exercice trouvé.
list-open = Commencer
list-resume = Reprendre
list-minutes = { $minutes } min environ
list-best = Meilleure note
list-error = Ce fichier ne s’ouvre pas
list-language = Changer de langue
list-settings = Réglages
list-quit = Quitter

## Fiche de travail
brief-heading = Fiche de travail
brief-tube = Tube
brief-fibre = Fibre
brief-slot = Logement
brief-guided = Avec guide
brief-guided-about = Chaque étape est montrée.
brief-free = Sans guide
brief-free-about = Sans aide, comme sur le chantier.
brief-assistance = { $level ->
    [0] Aide de la main : aucune
    [1] Aide de la main : légère
    [2] Aide de la main : moyenne
   *[other] Aide de la main : forte
}
brief-start = Commencer

## Autour de la table
hud-put-down = Poser
hud-leave-contact = Reculer
hud-leave = Quitter
hud-finish = Terminer
hud-finish-question = Le travail est fini ?
hud-finish-about = La note sera calculée maintenant.
hud-quit-question = Quitter la table ?
hud-quit-about = Le travail est gardé, pour le reprendre plus tard.
hud-quit-yes = Oui, quitter
hud-quit-no = Non, continuer
hud-finish-yes = Oui, noter
hud-finish-no = Non, continuer
hud-guide-show = Montrer le guide
hud-guide-hide = Cacher le guide
hud-pause = Pause
hud-resume = Continuer
hud-paused = En pause
hud-grip = Serrage
hud-resistance = Résistance
hud-speed = Vitesse
hud-breaks = { $breaks ->
    [1] 1 fibre cassée
   *[other] { $breaks } fibres cassées
}

## Résultat
result-passed = Réussi
result-not-yet = Pas encore
result-out-of = sur { $full }
result-safe-enough = Travail sûr
result-not-safe = La sécurité est à revoir
result-good = Ce qui était bien
result-nothing-good = C’est un début. Le prochain essai ira plus loin.
result-to-improve = Pour faire mieux
result-all-good = Rien à reprendre. Bravo !
result-lost = −{ $points } pt
result-not-done = Pas encore fait
result-see = Voir
result-see-this = Voir : { $what }
result-eliminatory = Un point qui empêche de réussir
result-eliminatory-about = Cette faute empêche de réussir, quelle que soit la note. Revoir le moment, puis recommencer.
result-loss = Perte réelle
result-estimate = Perte selon la soudeuse
result-time = Durée
result-db = { $value } dB
result-report = Rapport enregistré : { $path }
result-replay = Revoir tout
result-again = Recommencer
result-back = Liste des exercices

## Revoir
replay-play = Lire
replay-pause = Arrêter
replay-previous = Fait précédent
replay-next = Fait suivant
replay-speed = Vitesse
replay-position = Position
replay-back = Retour à la note
replay-nothing = …

## Réglages
settings-heading = Réglages
settings-language = Langue
settings-quality = Image
settings-quality-low = Légère
settings-quality-medium = Moyenne
settings-quality-high = Belle
settings-quality-about = Si l’image saute, choisir « Légère ».
settings-off = Non
settings-on = Oui
settings-still = Rien ne bouge tout seul
settings-colour-names = Nommer les couleurs
settings-tour = Aide de la souris
settings-hand = Main
settings-gain = Vitesse de la souris
settings-gain-value = × { $gain }
settings-side = Main de travail
settings-right-handed = Main droite
settings-left-handed = Main gauche
settings-grip = Pour serrer
settings-grip-hold = Tenir le bouton
settings-grip-toggle = Un clic, un autre pour lâcher
settings-calibrate = Calibrer ma main
settings-calibrate-about = Vingt secondes pour régler la souris à sa main.
settings-text = Taille du texte
settings-text-normal = Normal
settings-text-large = Grand
settings-text-larger = Très grand

## Outils
tool-hand = Main
tool-safety-glasses = Lunettes
tool-sheath-cutter = Coupe-gaine
tool-tube-cutter = Coupe-tube
tool-stripper = Pince à dénuder
tool-solvent-wipe = Lingette dégraissante
tool-alcohol-wipe = Lingette alcool
tool-protection-sleeve = Protection
tool-tweezers = Brucelles
tool-cable-fibre = Fibre du câble
tool-pigtail-fibre = Pigtail
tool-spliced-fibre = Fibre soudée
tool-scissors = Ciseaux
tool-probe = Microscope
tool-click-cleaner = Stylo nettoyeur
tool-dry-wipe = Cassette de nettoyage
tool-plug-1a = Cordon 1, bout A
tool-plug-1b = Cordon 1, bout B
tool-plug-2a = Cordon 2, bout A
tool-plug-2b = Cordon 2, bout B
tool-plug-3a = Cordon 3, bout A
tool-plug-3b = Cordon 3, bout B

## Couleurs
colour-red = rouge
colour-blue = bleu
colour-green = vert
colour-yellow = jaune
colour-violet = violet
colour-white = blanc
colour-orange = orange
colour-grey = gris
colour-brown = marron
colour-black = noir
colour-aqua = turquoise
colour-pink = rose

## Touches de la soudeuse
key-program = Programme
key-view = X/Y
key-set = Départ
key-reset = Retour
key-test = Traction
key-heat = Four
key-menu = Menu
key-back = Retour à la soudure
key-up = Haut
key-down = Bas

## Parties de la note
axis-technique = Technique
axis-result = Résultat
axis-safety = Sécurité

## Ce qui s’est passé
event-not-done = Pas fait
event-tool-taken = Outil pris
event-glasses-worn = Lunettes mises
event-sheath-cut = Gaine coupée
event-tube-nicked = Tube entamé
event-sheath-pulled = Gaine retirée
event-tube-wiped = Tube essuyé
event-tube-scored = Tube incisé
event-tube-opened = Tube ouvert
event-bundle-wiped = Fibres dégraissées
event-fibre-picked = Fibre choisie
event-sleeve-threaded = Protection enfilée
event-coating-stripped = Fibre dénudée
event-glass-wiped = Verre nettoyé
event-fibre-seated = Fibre posée dans la cliveuse
event-cleaved = Fibre clivée
event-shard-made = Chute de verre tombée
event-shard-touched = Chute de verre touchée du doigt
event-shard-binned = Chute de verre mise en boîte
event-shard-dropped = Chute de verre tombée au sol
event-fibre-cut = Fibre coupée
event-fibre-broken = Fibre cassée
event-fibre-loaded = Fibre posée dans la soudeuse
event-end-touched = Bout de fibre touché
event-program-chosen = Programme choisi
event-inspected = Bouts contrôlés
event-warning-overridden = Alerte ignorée
event-spliced = Fibres soudées
event-re-arced = Arc relancé
event-wrong-program = Autre programme utilisé
event-wrong-fibre = Autre fibre soudée
event-tension-tested = Traction testée
event-sleeve-heated = Protection chauffée
event-sleeve-handled-hot = Protection prise trop chaude
event-fibre-laid = Fibre lovée
event-fibre-sprang = Fibre détendue d’un coup
event-live-disturbed = Fibre en service dérangée
event-sleeve-seated = Protection rangée
event-wrong-slot = Autre logement utilisé
event-lid-pinched = Fibre pincée sous le couvercle
event-tray-closed = Cassette fermée
event-gesture = Geste fait
event-arc-checked = Arc étalonné
event-oven-program-chosen = Programme du four choisi
event-sleeve-misheated = Protection mal chauffée
event-blade-turned = Lame de la cliveuse tournée
event-connector-inspected = Connecteur regardé au microscope
event-connector-cleaned = Connecteur nettoyé
event-connector-mated = Connecteur branché
event-mated-unseen = Branché sans être regardé
event-mated-dirty = Branché sale
event-mated-unlike = APC branché sur UPC
event-mated-badly = Connecteur poussé de travers
event-otdr-acquired = Trace prise
event-otdr-on-live = Réflectomètre sur une fibre en service
event-marker-placed = Marqueur posé
event-reference-taken = Référence prise
event-power-read = Valeur gardée au mesureur
event-locator-lit = Lumière rouge envoyée
event-record-written = Fiche remplie
event-record-signed = Fiche signée
event-looked-into-fibre = Fibre regardée à l’œil
event-live-unplugged = Débranché pendant le tir laser

## Pourquoi une fibre casse
break-ring-cut = La lame du coupe-gaine est allée trop profond.
break-tube-score = Le coupe-tube a traversé le tube.
break-tube-pull = Le tube a été tiré trop vite.
break-picking = La fibre a été tirée ou pincée trop fort.
break-stripper = La pince a mordu le verre.
break-tension-test = L’épissure n’a pas tenu la traction.
break-unprotected = Une épissure sans protection a été pliée.
break-lid = Le couvercle a pincé la fibre sur le bord : elle a cassé.
break-bend = La fibre a été trop pliée.

## Pourquoi la soudeuse attend
refusal-lid-open = Le capot est ouvert.
refusal-no-fibre = { $side ->
    [cable] Il manque la fibre à gauche.
   *[pigtail] Il manque la fibre à droite.
}
refusal-not-cleaved = { $side ->
    [cable] La fibre de gauche n’est pas clivée.
   *[pigtail] La fibre de droite n’est pas clivée.
}
refusal-too-far = { $side ->
    [cable] La fibre de gauche est trop loin.
   *[pigtail] La fibre de droite est trop loin.
}
refusal-misplaced = { $side ->
    [cable] La fibre de gauche n’est pas dans sa rainure.
   *[pigtail] La fibre de droite n’est pas dans sa rainure.
}
refusal-bad-face = { $side ->
    [cable] Le bout de gauche est abîmé : le recliver.
   *[pigtail] Le bout de droite est abîmé : le recliver.
}

## Valeurs mesurées
measure-ring-error-mm = { $value } mm d’écart
measure-ring-overcut-mm = { $value } mm trop profond
measure-tube-residue = { $value } % de gel restant
measure-tube-score-depth = { $value } % de l’épaisseur
measure-fibre-gel = { $value } % de gel restant
measure-strip-nick-um = marque de { $value } µm
measure-strip-error-mm = { $value } mm d’écart
measure-glass-dirt = { $value } % de saleté
measure-cleave-angle-deg = angle de { $value }°
measure-bare-error-mm = { $value } mm d’écart
measure-view-time-s = { $value } s par vue
measure-splice-loss-1550-db = { $value } dB
measure-sleeve-centre-mm = { $value } mm de décalage
measure-tray-radius-mm = rayon de { $value } mm
measure-twist-turns = { $value ->
    [one] { $value } tour de torsion
   *[other] { $value } tours de torsion
}
measure-live-fibres-disturbed = { $value ->
    [one] { $value } fibre dérangée
   *[other] { $value } fibres dérangées
}
measure-live-loss-1550-db = { $value } dB de plus chez un client : il n’a rien vu
measure-live-loss-1550-db-felt = { $value } dB de plus chez un client : son signal a baissé
measure-live-loss-1550-db-cut = { $value } dB de plus chez un client : il a été coupé
measure-fibre-out-of-place = { $value ->
    [one] { $value } endroit hors de sa place
   *[other] { $value } endroits hors de leur place
}
measure-bend-loss-1625-db = { $value } dB
measure-tray-loss-1625-db = { $value } dB
measure-loose-shards = { $value ->
    [one] { $value } chute hors de la boîte
   *[other] { $value } chutes hors de la boîte
}
measure-steadiness-mm = { $value } mm d’écart de la main
measure-path-ratio = { $value } fois le chemin le plus court
measure-pulse-longest-ns = impulsion de { $value } ns
measure-averaging-shortest-s = { $value } s de moyennage
measure-range-misfit = portée mal choisie (écart { $value })
measure-index-error = écart d’indice de { $value }
measure-wavelengths = { $value } longueur(s) d’onde
measure-directions = { $value } sens
measure-launch-cord-m = { $value } m de cordon avant le réseau
measure-signal-at-end-db = { $value } dB au-dessus du bruit au bout
measure-reference-error-db = référence fausse de { $value } dB
measure-meter-error-db = mesureur faux de { $value } dB

## Buts du guide
goal-wear-glasses = Mettre les lunettes
goal-cut-sheath = Couper la gaine à { $mm } mm du bout
goal-pull-sheath = Retirer la gaine
goal-clean-tube = Essuyer le tube { $tube } ({ $colour })
goal-score-tube = Inciser le tube à { $mm } mm de la gaine
goal-open-tube = Retirer le bout du tube { $tube } ({ $colour })
goal-degrease = Dégraisser les fibres
goal-pick-fibre = Prendre la fibre { $fibre } ({ $colour })
goal-thread-sleeve = Enfiler la protection sur la fibre
goal-strip = { $side ->
    [cable] Dénuder la fibre du câble sur { $mm } mm
    [pigtail] Dénuder le pigtail sur { $mm } mm
   *[other] Dénuder la fibre sur { $mm } mm
}
goal-clean = { $side ->
    [cable] Nettoyer le verre de la fibre du câble
    [pigtail] Nettoyer le verre du pigtail
   *[other] Nettoyer le verre
}
goal-open-cleaver = Ouvrir la cliveuse
goal-seat = { $side ->
    [cable] Poser la fibre du câble dans la cliveuse
    [pigtail] Poser le pigtail dans la cliveuse
   *[other] Poser la fibre dans la cliveuse
}
goal-close-cleaver = Fermer la cliveuse
goal-stroke = Cliver d’un seul geste
goal-draw-carriage-back = Ramener le chariot de la cliveuse
goal-turn-blade = Tourner la lame de la cliveuse
goal-bin-shard = Mettre la chute de verre dans la boîte
goal-open-splicer = Ouvrir la soudeuse
goal-load = { $side ->
    [cable] Poser la fibre du câble à gauche
    [pigtail] Poser le pigtail à droite
   *[other] Poser la fibre dans la soudeuse
}
goal-close-splicer = Fermer la soudeuse
goal-choose-program = Choisir le programme des deux fibres
goal-check-arc = Étalonner l’arc
goal-leave-menu = Revenir à l’écran de soudure
goal-inspect = Contrôler les deux bouts
goal-read-views = Regarder les deux vues
goal-arc = Lancer l’arc
goal-test = Tester la traction
goal-centre-sleeve = Centrer la protection sur l’épissure
goal-open-oven = Ouvrir le four
goal-place-in-oven = Poser la protection dans le four
goal-close-oven = Fermer le four
goal-choose-oven = Choisir le programme du four
goal-heat = Chauffer la protection
goal-cool = Laisser refroidir
goal-lay-fibre = Lover la fibre dans la cassette
goal-seat-sleeve = Ranger la protection au logement { $slot }
goal-tuck-fibre = Glisser la fibre sous la patte
goal-open-tray = Rouvrir la cassette
goal-close-tray = Fermer la cassette
goal-cut-back = Couper la soudure pour la refaire
goal-take-out = { $side ->
    [cable] Reprendre la fibre du câble : elle est à refaire
    [pigtail] Reprendre le pigtail : il est à refaire
   *[other] Reprendre la fibre : elle est à refaire
}
goal-finish = Tout est fait : choisir Terminer
goal-inspect-face = Regarder le connecteur au microscope
goal-clean-face = Nettoyer ce connecteur
goal-plug = Brancher le connecteur
goal-unplug = Débrancher ce connecteur
goal-press = Régler l’appareil
goal-sign = Signer la fiche
goal-wait-otdr = Attendre la fin de la mesure
goal-warm-up = Laisser chauffer la source
goal-write = Écrire le résultat sur la fiche

## Ce que fait la main
hint-wear-glasses = Tenir le bouton, amener les lunettes jusqu’aux yeux.
hint-cut-sheath = Molette : régler la lame. Tenir le bouton, tourner autour de la gaine.
hint-pull-sheath = Tenir le bouton, tirer vers le bout du câble.
hint-clean-tube = Tenir le bouton, glisser vers le bout. Molette : zone propre.
hint-score-tube = Tenir le bouton, faire un tour complet.
hint-open-tube = Tenir le bouton, tirer doucement vers le bout.
hint-degrease = Tenir le bouton, glisser vers le bout. Molette : zone propre.
hint-pick-fibre = Tenir le bouton pour pincer, écarter la fibre.
hint-thread-sleeve = Viser le bout, tenir le bouton, avancer. Molette : hauteur.
hint-strip = Se placer à la bonne longueur. Tenir le bouton, tirer lentement.
hint-clean = Tenir le bouton, glisser vers le bout. Molette : tourner la fibre.
hint-open-cleaver = Tenir le bouton, lever le couvercle.
hint-seat = Avancer jusqu’à la butée. Molette : redresser la fibre.
hint-close-cleaver = Tenir le bouton, baisser le couvercle.
hint-stroke = Tenir le bouton, pousser le chariot sans s’arrêter.
hint-draw-carriage-back = Tenir le bouton, tirer le chariot jusqu’au départ.
hint-turn-blade = Tenir le bouton sur la molette, tourner d’un cran. Molette de la souris aussi.
hint-bin-shard = Avec les brucelles : tenir le bouton, porter jusqu’à la boîte, lâcher.
hint-open-splicer = Tenir le bouton, lever le capot.
hint-load = Avancer le bout près des électrodes, sans rien toucher.
hint-close-splicer = Tenir le bouton, baisser le capot.
hint-choose-program = Première touche : appuyer jusqu’au bon programme.
hint-check-arc = Touche Menu jusqu’à « Entretien », puis la touche verte. Les bouts seront à refaire.
hint-leave-menu = Appuyer sur la touche à flèche de retour.
hint-inspect = Appuyer sur la touche verte.
hint-read-views = Regarder une seconde. Appuyer sur X/Y, regarder encore.
hint-arc = Si les bouts sont beaux, appuyer sur la touche verte.
hint-test = Appuyer sur la touche à double flèche.
hint-centre-sleeve = Tenir le bouton, glisser la protection jusqu’au milieu.
hint-open-oven = Tenir le bouton, lever le couvercle.
hint-place-in-oven = Tenir la fibre des deux côtés, descendre dans le four.
hint-close-oven = Tenir le bouton, baisser le couvercle.
hint-choose-oven = Touche Menu jusqu’à « Four », puis Haut ou Bas : la longueur de la protection.
hint-heat = Appuyer sur la touche orange.
hint-cool = Attendre le signal. Ne rien toucher.
hint-lay-fibre = Tenir le bouton, mener la fibre le long de la paroi. Molette : lever la main.
hint-seat-sleeve = Amener au-dessus du logement, tenir le bouton pour enfoncer.
hint-tuck-fibre = Pince sur la fibre, tenir le bouton. Contourner le bout de la patte, molette pour descendre, revenir dessous.
hint-open-tray = Tenir le bouton, lever le couvercle.
hint-close-tray = Tenir le bouton, baisser le couvercle.
hint-take-out = Touche rouge, ouvrir le capot, cliquer sur la fibre.
hint-cut-back = Avec les ciseaux : tenir le bouton sur la fibre.
hint-finish = Le bouton est en haut à droite.
hint-inspect-face = Poser l’embout, tourner la molette jusqu’à ce que ce soit net.
hint-clean-face = Prise : pousser le stylo jusqu’au clic. Fiche : un trait droit, bouton serré.
hint-plug = Tourner le détrompeur à la molette, s’aligner, pousser bouton serré.
hint-unplug = Cliquer le connecteur pour le reprendre en main.
hint-press = Ouvrir la façade de l’appareil : les réglages utiles sont sur le côté.
hint-sign = Tout relire, puis signer en bas de la fiche.
hint-wait-otdr = La trace se forme : ne rien débrancher.
hint-warm-up = Trois minutes : nettoyer les connecteurs pendant ce temps.
hint-write = Lire sur l’appareil, écrire sur la fiche.

# Parties que la main peut toucher
part-face = Visage
part-sheath = Gaine du câble
part-tube = Tube { $n }
part-bundle = Fibres du tube { $n }
part-fibre = Fibre { $n }
part-some-fibre = Une fibre
part-end-cable = Bout de la fibre du câble
part-end-pigtail = Bout du pigtail
part-cleaver-groove = Rainure de la cliveuse
part-cleaver-lid = Couvercle de la cliveuse
part-cleaver-blade = Chariot de la lame
part-cleaver-dial = Molette de la lame
part-cleaver-height = Bouton de hauteur de la lame
part-shard = Chute de verre
part-shard-bin = Boîte à chutes
part-splicer-groove = Rainure de la soudeuse
part-splicer-lid = Capot de la soudeuse
part-sleeve = Protection
part-oven = Four
part-oven-lid = Couvercle du four
part-tray = Cassette
part-slot = Logement { $n }
part-tray-lid = Couvercle de la cassette
part-port = Port { $n }
part-port-near = Tiroir, port { $n }
part-port-far = Arrivée, port { $n }
part-port-otdr = Port du réflectomètre
part-port-source = Port de la source
part-port-meter = Port du mesureur
part-port-locator = Port du stylo laser
part-port-coupler = Raccord
part-otdr = Réflectomètre
part-meter = Mesureur de puissance
part-source = Source laser
part-locator = Stylo laser rouge
part-scope = Écran du microscope
part-record = Fiche de mesure

# Autour du travail
bench-station = { $part } : { $mm } mm
bench-take = Prendre : { $tool }
bench-blade-stop = Butée de lame : { $mm } mm (molette)
bench-fresh-area = Molette : face propre de la lingette
bench-turn = Rotation : { $deg }° (molette)
bench-blade = Lame : position { $position }, hauteur { $height }, { $cleaves } clivages
bench-lift = Hauteur : { $mm } mm (molette)
bench-left = Reste à lover : { $mm } mm
bench-raise = Hauteur de la main : { $mm } mm (molette)

# Calibrage de la main
calibrate-order = Bouger la souris à gauche et à droite, sans forcer
calibrate-about = Six allers-retours, de la largeur d’une main. Échap pour arrêter.

# Instruments et fiche de mesure
face-close = Fermer
face-start = Mesurer
face-stop = Arrêter
face-skip = Passer l’attente
face-pulse = Impulsion
face-range = Portée
face-time = Durée
face-index = Indice
face-wavelengths = Longueurs d’onde
face-traces = Traces
face-overlay = Comparer
face-events = Événements
face-markers = Marqueurs
face-no-trace = Pas encore de trace
face-nothing = Rien n’est branché
face-running = Mesure à { $nm } nm
face-event-launch = Départ
face-event-loss = Perte
face-event-gain = Gain
face-event-reflective = Réflexion
face-event-ghost = Fantôme
face-event-end = Fin
face-event-fade = Bruit
face-col-distance = m
face-col-loss = Perte dB
face-col-back = Réfl. dB
face-col-total = Cumul dB
face-length = Longueur
face-total = Perte totale
face-orl = ORL
face-a-to-b = A à B
face-splice = Épissure (5 marqueurs)
face-distance = Distance (m)
face-unit = dBm / dB
face-reference = Référence
face-hold = Garder
face-low = Trop faible
face-high = Trop fort
face-no-reference = Pas de référence
face-held = Gardé
face-on = Marche
face-off = Arrêt
face-warming = En chauffe
face-warm = Chaude
face-blink = Clignote
face-scope-none = Poser l’embout sur un connecteur
face-scope-blurred = Flou : tourner la molette
face-scope-pass = CONFORME
face-scope-fail = SALE OU ABÎMÉ
face-zone = Zone { $zone } : { $count } (max. { $limit })
face-export-sor = Exporter .sor
face-export-csv = Exporter .csv
face-exported = Écrit : { $path }
record-sign = Signer
record-signed = Fiche signée
record-fibre = Fibre { $n }
record-yes = Conforme
record-no = Non conforme
record-limits = Limites : épissure { $splice } dB, lien { $link } dB
record-none = aucune
record-limits-level = Niveau : de { $low } à { $high } dBm
ask-length-m = Longueur (m)
ask-fault-distance-m = Distance du défaut (m)
ask-fault-kind = Défaut
ask-fault-loss-1550-db = Perte du défaut à 1550 nm (dB)
ask-faulty-fibre = Fibre en défaut
ask-loss-1310-db = Perte à 1310 nm (dB)
ask-loss-1550-db = Perte à 1550 nm (dB)
ask-level-1490-dbm = Niveau à 1490 nm (dBm)
ask-splice-1310-db = Vraie perte de l’épissure à 1310 nm (dB)
ask-events = Nombre d’événements
ask-far-port = Port d’arrivée
ask-accepted = Conclusion
fault-break = Coupure
fault-bend = Courbure
fault-bad-splice = Mauvaise épissure
fault-dirty-connector = Connecteur sale
fault-unlike-connector = APC sur UPC
fault-crossed-pair = Paire croisée
fault-wrong-fibre = Mauvaise fibre
flaw-not-measured = rien n’a été mesuré qui le dise
flaw-wrong-index = l’indice était faux
flaw-noise = la trace se perd dans le bruit
flaw-short-range = la portée était trop courte
flaw-long-pulse = l’impulsion cachait ce qui est proche
flaw-no-launch-cord = il manquait une bobine, amorce ou fin
flaw-one-wavelength = une seule longueur d’onde
flaw-one-direction = un seul sens
flaw-reference = référence absente ou fausse
flaw-meter-wavelength = mesureur sur une autre longueur d’onde
flaw-fibres-missing = des fibres n’ont pas été mesurées
cord-launch = Bobine amorce
cord-receive = Bobine de fin
cord-patch = Jarretière
cord-end = { $cord } { $m } m, bout { $end } ({ $polish })
section-preparation = Préparation
section-settings = Réglages
section-interpretation = Interprétation
section-conclusion = Conclusion
unsound = Réponse à moitié comptée : { $why }.
guide-about = { $order } : { $about }
face-export-png = Exporter .png
bench-focus = Mise au point (molette)
face-both = Deux sens
face-mean = Moyenne dB
face-both-how = Traces : afficher un sens, puis « Comparer » avec l’autre sens, même longueur d’onde.

# Workpieces and questions
part-site = Pièce
part-questions = Feuille de questions
goal-site-score = Inciser tout autour
hint-site-score = Bouton enfoncé : la lame descend. Tourner en rond.
goal-site-draw = Tirer
hint-site-draw = Aller à la longueur, serrer, ramener sans à-coup.
goal-site-slit = Fendre
hint-site-slit = Serrer un peu, avancer droit.
goal-site-wipe = Essuyer
hint-site-wipe = Serrer, tirer vers le bout. Molette : surface propre.
goal-site-turn = Tourner
hint-site-turn = Bouton enfoncé : tourner en rond.
goal-site-insert = Insérer
hint-site-insert = Viser le milieu, serrer, pousser jusqu’au fond.
goal-site-squeeze = Serrer
hint-site-squeeze = Se placer, serrer et tenir.
goal-site-lead = Guider
hint-site-lead = Tenir et suivre le chemin, sans angle vif.
goal-site-frame = Cadrer
hint-site-frame = Amener au milieu, tenir immobile.
goal-site-pick = Montrer
hint-site-pick = Aller dessus, cliquer.
goal-site-test = Tester
hint-site-test = Appuyer.
goal-answer = Répondre à la question
hint-answer = Lire, répondre sur la feuille, valider.
sheet-question = Question { $n }
sheet-hand-in = Valider la réponse
sheet-handed-in = Réponse validée
sheet-words = { $n } mots (au moins { $least })
sheet-no-number = Écrire un nombre

# L’atelier : écrire des exercices
list-workshop = Atelier
workshop-title = Atelier
workshop-welcome = Écrire un exercice
workshop-welcome-about = À gauche : ouvrir un exercice, ou en faire un nouveau à partir d’un modèle.
workshop-shelf = Exercices
workshop-form = Formulaire
workshop-picture = Aperçu
workshop-try = Essayer
workshop-try-here = Essayer d’ici
workshop-prove = Prouver
workshop-check = Vérifier
workshop-save = Enregistrer
workshop-undo = Annuler
workshop-redo = Refaire
workshop-unsaved = Pas encore enregistré
workshop-saved = Enregistré : { $place }
workshop-not-saved = Pas enregistré : { $why }
workshop-reloaded = Le fichier a changé hors du programme : il a été relu.
workshop-gone = Le fichier n’est plus là. Enregistrer l’écrit de nouveau.
workshop-unreadable = Le fichier ne peut plus être lu : { $why }
workshop-quit-unsaved = Cet exercice n’est pas enregistré. L’enregistrer, ou quitter une seconde fois.
workshop-conflict = { $place } a été changé par un autre programme.
workshop-take-theirs = Reprendre le fichier
workshop-save-over = Garder mon texte
workshop-mine = Mes exercices
workshop-none = Encore aucun.
workshop-templates = Modèles
workshop-templates-about = Choisir un exercice pour en faire une copie à soi.
workshop-new-from = Nouvel exercice d’après « { $title } »
workshop-duplicate = Dupliquer
workshop-text = Texte
workshop-problems = Vérification
workshop-problems-n = Vérification ({ $n })
workshop-proof = Preuve
workshop-good = Aucune erreur
workshop-errors = À corriger
workshop-last-good = L’aperçu montre la dernière version sans erreur.
workshop-allowed = Possible : { $words }
workshop-put = Mettre { $word }
workshop-advice = Conseils
workshop-advice-space = Espace insécable attendue avant un signe double ou dans les guillemets.
workshop-advice-apostrophe = Apostrophe droite : en français, écrire ’.
workshop-advice-same = Même texte en français et en anglais.
workshop-advice-long = Phrase de { $words } mots : trop longue pour être lue.
workshop-advice-id = L’identifiant n’est pas celui du fichier : les essais ne retrouveraient pas l’exercice.
workshop-no-picture = L’aperçu vient avec la première version sans erreur.
workshop-no-job = Aucun tirage possible : { $why }
workshop-step = Étape de l’aperçu
workshop-step-start = Début
workshop-step-before = Étape d’avant
workshop-step-after = Étape d’après
workshop-seed = Tirage
workshop-seed-about = Le numéro du tirage : même numéro, même travail.
workshop-seed-other = Autre tirage
workshop-kind = Sorte
workshop-add-field = Ajouter ou enlever un champ
workshop-add = Ajouter
workshop-add-nothing = Rien à ajouter.
workshop-remove-field = Enlever
workshop-add-entry = Ajouter
workshop-copy = Copier l’entrée
workshop-up = Monter l’entrée
workshop-down = Descendre l’entrée
workshop-remove = Enlever l’entrée
workshop-proof-about = Les mains du programme font l’exercice : la référence doit tout gagner, chaque faute ne coûter que son critère.
workshop-proof-start = Prouver
workshop-proof-stop = Arrêter la preuve
workshop-proof-running = Les mains travaillent…
workshop-proof-stale = Le texte a changé depuis cette preuve.
workshop-proof-failed = La preuve n’a pas abouti : { $why }
workshop-proven = Exercice prouvé
workshop-not-proven = { $n ->
    [1] Un point ne tient pas
   *[other] { $n } points ne tiennent pas
}
workshop-proof-reference = Main de référence
workshop-proof-expert = Main experte
workshop-proof-trained = Main formée
workshop-proof-novice = Main débutante
workshop-proof-luck = Hasard (écart type)
workshop-proof-never = { $fault } ne coûte jamais ce critère
workshop-proof-others = { $fault } coûte aussi { $others }
workshop-trial = Essai de l’atelier : rien n’est gardé
workshop-return = Retour à l’atelier
field-format = Format
field-id = Identifiant
field-title = Titre
field-brief = Fiche de travail
field-minutes = Durée
field-assistance = Aide de la main
field-cable = Câble
field-pigtail = Pigtail
field-sleeve = Protection
field-cleaver = Cliveuse
field-splicer = Soudeuse
field-tray = Cassette
field-work = Travail
field-measuring = Mesure
field-pieces = Pièces
field-tools = Outils
field-draw = Tirage
field-targets = Longueurs demandées
field-marking = Notation
field-fibre = Fibre
field-ring-mm = Gaine à retirer
field-tube-left-mm = Tube gardé
field-strip-mm = Longueur dénudée
field-pass = Note de réussite
field-safety-pass = Part de sécurité exigée
field-criteria = Critères
field-eliminatory = Fautes éliminatoires
field-axis = Volet
field-competences = Compétences montrées
field-section = Partie
field-weight = Points
field-label = Ce qui est attendu
field-cause = Cause et conseil
field-rule = Règle
field-fault = Faute type
field-measure = Grandeur
field-full = Tous les points à
field-zero = Aucun point à
field-event = Fait
field-given = À condition que
field-times = Fois permises
field-each = Points par fois
field-first = D’abord
field-then = Ensuite
field-after = Après
field-seconds = Délai
field-network = Réseau
field-cords = Cordons
field-devices = Appareils
field-record = Fiche de résultats
field-limits = Limites
field-kind = Type
field-node = Élément
field-ask = Question
field-strands = Brins
field-length-m = Longueur
field-length-mm = Longueur
field-splice-db = Limite d’une épissure
field-link-db = Limite de la liaison
field-level-dbm = Niveau
field-near = Côté proche
field-far = Côté lointain
field-dirt = Saleté
field-offset-um = Décalage
field-ends = Extrémités
field-at = Lieu
field-item = Objet
field-into = Dans
field-path = Chemin
field-share = Part
field-sites = Emplacements
field-figure = Chiffre
field-live = Fibres en service
field-fibres = Fibres
field-count = Nombre
field-turns = Tours
field-radius-mm = Rayon
field-face = Face
field-polish = Polissage
field-piece = Pièce
field-kit = Outillage
field-plan = Plan
field-items = Objets
field-questions = Questions
field-file = Fichier
field-launch-m = Amorce
field-receive-m = Fin de ligne
field-answers = Réponses
field-hidden = Caché
field-on-bench = Sur le poste
field-from = Première étape
field-to = Dernière étape
word-splice = Épissure
word-measure = Mesure
word-coil = Lovage
word-pieces = Pièces
word-part = Partie d’une épissure
word-low = Le plus bas possible
word-high = Le plus haut possible
word-done = Doit être fait
word-never = Ne doit jamais arriver
word-at-most = Quelques fois au plus
word-before = L’un avant l’autre
word-within = Dans un délai
word-record = Réponse sur la fiche
word-sites = Chiffre par emplacement
word-sequence = Dans cet ordre
word-planned = Selon le plan
word-untouched = À ne pas toucher
word-answers = Réponses aux questions
word-sheath = Gaine
word-tube = Tube
word-strip = Dénudage
word-clean = Nettoyage
word-cleave = Clivage
word-sleeve = Protection
word-tray = Cassette
event-site-worked = Travail fait
event-site-harmed = Pièce abîmée
event-site-forbidden = Partie interdite touchée
event-item-removed = Élément retiré
event-answered = Réponse validée

# Progress
passport-title = Livret de compétences
passport-count = { $n } compétences acquises sur { $of }
passport-how = ○○○ pas encore vu, ●○○ en apprentissage, ●●○ acquis (7/10 des points sur deux essais), ●●● maîtrisé (85 % sur quatre essais, en deux jours ou deux exercices). Calculé sur les cinq derniers essais sans l’aide complète, au simulateur ; ne dit rien de la main sur un vrai câble.
level-not-seen = Pas encore vu
level-learning = En apprentissage
level-acquired = Acquis
level-mastered = Maîtrisé
standing-new = À découvrir
standing-failed = À reprendre
standing-passed = Réussi
standing-mastered = Maîtrisé
list-due = À refaire aujourd’hui

# The hand: parts of a splice
goal-lift-out = Sortir la protection du four
hint-lift-out = Attendre qu’elle soit froide. Cliquer sur la fibre.
goal-lift-end = Sortir la fibre de la cliveuse
hint-lift-end = Cliquer sur la fibre, puis la reposer.
list-mastered = { $n } sur { $of } maîtrisés
list-left = encore { $time } environ
list-later = Plus tard – d’abord : { $what }
list-more = { $what } et { $n } autres
list-go = Continuer : { $title }
list-begin = Commencer : { $title }
list-speed = Vitesse
speed-slow = Lent
speed-standard = Normal
speed-paced = Rythmé
advice-again = À refaire aujourd’hui :
advice-next = Conseillé maintenant :
advice-faster = Maintenant en rythme :
advice-resume = Essai commencé, à finir :
list-passport = Mon livret
passport-mine = Mon livret
passport-save = Enregistrer
passport-saved = Enregistré : { $path }
passport-not-saved = Pas enregistré : { $why }
passport-nothing = Aucun essai ne l’a encore montré.
passport-seen = { $n ->
    [one] 1 essai, le { $date }
   *[other] { $n } essais, le dernier le { $date }
}
passport-points = { $percent } % des points
passport-empty = Chaque exercice terminé s’inscrit ici.

# Who is here
who-heading = Qui êtes-vous ?
who-type = Mon nom, mon numéro ou un pseudo
who-me = C’est moi
who-nobody = Sans nom
who-about = Un numéro ou un pseudo suffit. Chacun voit ses essais, son livret et son parcours ; ceux des autres restent cachés.
who-list = Ou cliquer sur son nom
who-more = Et { $n } autres : taper le début du nom.
who-still = Je suis { $name }
who-change = Changer de personne
who-wrong = Ce nom ne va pas : 40 signes au plus, sans point-virgule ni guillemets.

# Exams
list-exam = Examen
exam-title = Examen
exam-prepare = Préparer une session
prepare-title = Préparer une session d’examen
prepare-name = Titre de la session
prepare-parts = Épreuves
prepare-minutes = minutes
prepare-search = Chercher un exercice
prepare-add = Ajouter
prepare-remove = Enlever
prepare-people = Candidats
prepare-group = Ajouter un groupe
prepare-list = Ajouter la liste
prepare-list-path = Fichier d’une liste (CSV)
prepare-candidate = Ajouter un candidat
prepare-count = { $n ->
    [0] Personne encore
    [one] 1 candidat
   *[other] { $n } candidats
}
prepare-number = Numéro
prepare-person = Nom (facultatif)
prepare-extra = Tiers-temps
prepare-rules = Tirage et aides
prepare-jobs = Le travail tiré pour chacun
prepare-each = Différent
prepare-same = Le même
prepare-seed = Numéro du tirage
prepare-guide = Guide pendant l’épreuve
prepare-colours = Noms des couleurs
prepare-shown = Note montrée à la fin
prepare-lock = Phrase secrète
prepare-folder = Dossier où écrire la session
prepare-secret = Phrase secrète
prepare-secret-again = La même, encore une fois
prepare-secret-how = Au moins { $n } signes : quatre mots que personne ne devine.
prepare-secret-short = Encore { $n } signes au moins.
prepare-secret-differs = Les deux phrases sont différentes.
prepare-secret-lost = À noter en lieu sûr : personne ne peut la retrouver.
prepare-no-title = Il manque le titre.
prepare-no-part = Il manque une épreuve.
prepare-no-people = Il manque des candidats.
prepare-no-number = Il manque le numéro de { $name }.
prepare-wrong = La session n’est pas écrite : { $why }
prepare-write = Écrire la session
prepare-busy = Écriture…
prepare-done = La session est prête
prepare-done-about = { $n ->
    [one] 1 candidat
   *[other] { $n } candidats
} – clé { $key }
prepare-done-how = Copier ce fichier sur chaque poste, ou sur une clé. Il ne s’ouvre qu’avec la phrase secrète.
prepare-codes = Feuille des codes (PDF)
prepare-codes-busy = Mise en page…
prepare-codes-at = Feuille des codes : { $path }
prepare-codes-how = Cette feuille porte les codes en clair : l’imprimer, la garder sous clé, effacer le fichier.
prepare-another = Une autre session
exam-no-session = Aucune session d’examen trouvée. Brancher la clé de l’examinateur, puis revenir ici.
exam-choose-session = L’examinateur choisit la session.
exam-session-about = Préparée le { $date } – { $parts ->
    [one] 1 épreuve
   *[other] { $parts } épreuves
}, { $time } – { $candidates } candidats
exam-was-cut = Un examen a été coupé ici. L’examinateur le fait reprendre.
exam-open = Ouvrir
exam-file = Ou le fichier de la session :
exam-goes-on = L’examen de { $who } a été coupé. Rien n’est perdu, le temps n’a pas compté.
exam-opening = Ouverture…
exam-passphrase = Phrase secrète de l’examinateur
exam-wrong = Ce n’est pas la phrase secrète de la session.
exam-wrong-code = Le numéro et le code ne vont pas ensemble.
exam-office = { $candidates } candidats, { $sealed } épreuves scellées sur ce poste.
exam-sit = Faire passer les candidats
exam-sit-about = Le poste passe en plein écran. Pour en sortir, il faut la phrase secrète.
exam-jury = Jury
exam-seat = Bonjour
exam-number = Mon numéro
exam-code = Mon code
exam-sit-down = S’asseoir
exam-parts-about = Le temps de chaque épreuve part quand elle commence.
exam-extra = Tiers-temps compris.
exam-part-time = { $time } pour cette épreuve
exam-part-left = Encore { $time }
exam-part-sealed = Terminée et scellée
exam-part-begin = Commencer
exam-part-go-on = Reprendre
exam-done = J’ai fini
exam-over = C’est fini
exam-over-about = Le travail est scellé. Personne ne peut plus le changer.
exam-not-passed = Non acquis
exam-next-part = Épreuve suivante
exam-clock-starts = L’horloge part avec « Commencer ».
exam-time-left = Temps restant
exam-examiner = Examinateur
exam-paused = L’horloge est arrêtée
exam-pause = Arrêter l’horloge
exam-continue = Relancer l’horloge
exam-end = Finir l’épreuve
exam-back-to-work = Retour au travail
exam-finish-question = L’épreuve est finie ?
exam-finish-about = Elle sera scellée. On ne pourra plus rien changer.
exam-finish-yes = Oui, finir
exam-finish-no = Non, continuer
exam-runs = Un examen est en cours sur ce poste : Épissure est déjà ouverte. L’examinateur est prévenu.
exam-who = Candidat
exam-exercise = Épreuve
exam-machine = Note machine
exam-jury-mark = Note finale du jury
exam-seal = Sceau
exam-holds = Le sceau et la note tiennent.
exam-incidents = { $n ->
    [one] 1 incident noté
   *[other] { $n } incidents notés
}
exam-see = Revoir
exam-nothing-sealed = Rien n’est scellé sur ce poste pour cette session.
exam-word = Avis du jury
exam-word-remark = Remarque
exam-word-criterion = Critère
exam-word-decision = Décision
exam-word-choose = Cliquer d’abord sur un critère.
exam-word-by = Nom du membre du jury
exam-word-reason = Motif (obligatoire)
exam-word-sign = Signer
exam-print = Rapport
exam-printed = Rapport écrit : { $path }
# Records
indicator-started = Entrées en formation
indicator-completed = Formations achevées
indicator-certified = Certifiés
indicator-fixed-term = Sorties en CDD
indicator-permanent = Sorties en CDI
indicator-temporary = Sorties en intérim
indicator-training = Sorties en formation qualifiante
list-board = Mon groupe
board-title = Mon groupe
board-code = Code du formateur
board-code-new = Code de ce tableau
board-code-why = Ce tableau montre les notes de tout le groupe.
board-code-wrong = Ce n’est pas le code.
board-code-about = Avec un code, ce tableau ne s’ouvre plus sans lui sur ce PC. Quatre signes au moins. Code oublié : supprimer le fichier board-code.json du dossier d’Épissure.
board-code-set = Mettre ce code
board-code-none = Enlever le code
board-code-kept = Le code est mis : il sera demandé à chaque fois.
board-code-gone = Le code est enlevé.
board-gather = Rassembler
gather-title = Rassembler les essais
gather-about = Choisir la clé ou le dossier partagé. Les dossiers à l’intérieur sont lus aussi. Deux fois la même clé ne compte rien deux fois.
gather-go = Rassembler depuis « { $folder } »
gather-running = Lecture… { $n ->
    [one] 1 essai
   *[other] { $n } essais
}
gather-new = { $n ->
    [0] Rien de nouveau
    [one] 1 nouvel essai
   *[other] { $n } nouveaux essais
}
gather-known = { $n ->
    [one] 1 essai déjà connu
   *[other] { $n } essais déjà connus
}
gather-unfinished = { $n ->
    [one] 1 essai pas encore fini
   *[other] { $n } essais pas encore finis
}
gather-unmarked = { $n ->
    [one] 1 essai sans note : ouvrir la liste des exercices sur son PC
   *[other] { $n } essais sans note : ouvrir la liste des exercices sur leur PC
}
gather-erased = { $n ->
    [one] 1 essai effacé ici auparavant
   *[other] { $n } essais effacés ici auparavant
}
gather-refused = { $n ->
    [one] 1 fichier refusé
   *[other] { $n } fichiers refusés
}
gather-stopped = Ce qui a été rassemblé reste. Recommencer continue.
gather-board = Voir le tableau
gather-again = Rassembler autre chose
gather-people = Ce qui est arrivé
gather-conflicts = Même nom, autre contenu : gardés tous les deux
gather-refusals = Refusé, et pourquoi
gather-why-link = Un lien, pas un fichier.
gather-why-large = Trop grand pour un essai.
gather-why-name = Ce nom de fichier ne va pas.
gather-why-who = Le nom du stagiaire ne va pas.
gather-why-mark = La note à côté ne se lit pas.
gather-why-altered = Le fichier a été modifié.
gather-why-deep = Trop de dossiers les uns dans les autres.
browse-places = Clés et dossiers
browse-path = Dossier
browse-up = Dossier au-dessus
browse-go = Aller
browse-reading = Lecture…
browse-attempts = { $n ->
    [0] Pas d’essai ici même
    [one] 1 essai ici
   *[other] { $n } essais ici
}
browse-wrong = Ce dossier ne se lit pas : { $why }
board-save = Enregistrer les tableaux
board-saved = Tableaux enregistrés dans { $path }
board-group = Groupe
board-everybody = Tous
board-show = Afficher
board-tab-matrix = Compétences
board-tab-help = À aider
board-tab-person = Stagiaire
board-tab-exercises = Exercices
board-tab-groups = Groupes
board-reading = Lecture des essais…
board-empty = Personne n’est encore enregistré. Importer une liste (epissure group import liste.csv), puis rassembler les essais des PC (epissure gather DOSSIER) : voir docs/records.md.
board-point = Pointer une colonne : la compétence s’affiche ici. Cliquer sur une ligne : les progrès du stagiaire.
board-acquired = acquis { $n } sur { $of }
board-last = dernier essai le { $date }
board-stuck-at = { $n } échecs de suite : { $title }
board-no-better = pas de progrès depuis le { $date }
board-never-better = pas encore de réussite
board-state-stuck = À aider
board-state-away = Absent depuis deux semaines
board-state-new = Pas encore commencé
board-who = Qui a besoin d’aide
board-nobody = Personne n’est bloqué, personne ne manque.
board-look = Voir ses progrès
board-faults = Fautes communes
board-no-faults = Aucune faute commune : il faut au moins trois personnes au même exercice.
board-of-people = { $n } sur { $of }
board-choose = Choisir un stagiaire
board-passed = Réussi
board-failed = Pas encore
board-exam = Examen
board-by-jury = { $mark }, note finale du jury (machine : { $machine })
board-mean = Moyenne des cinq derniers essais
board-attempts-of = { $n ->
    [one] 1 essai
   *[other] { $n } essais
}
board-attempts = { $people ->
    [one] 1 personne
   *[other] { $people } personnes
}, { $n ->
    [one] 1 essai
   *[other] { $n } essais
}
board-no-exercises = Aucun essai encore.
board-means = Note moyenne par exercice, du plus dur au plus facile
board-mean-of = moyenne { $mean } / 20
board-passes = { $percent } % de réussite
board-figures-how = Sur le dernier essai de chacun. Sous une dizaine de personnes, ces chiffres ne disent presque rien.
board-alpha = Fiabilité (alpha de Cronbach) : { $alpha }. Au-dessus de 0,7, les critères vont ensemble.
board-discrimination = lien avec le reste de la note : { $figure }
board-compare = Comparer deux groupes
board-with = et
board-one-group = Il faut au moins deux groupes.
board-too-little = Choisir l’autre groupe. Il faut deux personnes au moins dans chacun, et des exercices faits par les deux.
board-group-mean = { $group } : { $n } personnes, moyenne { $mean }, écart type { $deviation }
board-effect = Écart (d de Cohen) : { $d }, entre { $low } et { $high }
board-compare-how = Sur les exercices faits par les deux groupes. 0,2 : petit, 0,5 : moyen, 0,8 : grand. Si 0 est dans l’intervalle, l’écart peut être dû au hasard.
board-counts = Nombres pour les financeurs
board-choose-group = Choisir un groupe, en haut.
board-counts-how = Des nombres du groupe, tapés ici ; rien n’est gardé sur une personne.
board-set-aside = La base était abîmée. Elle est refaite ; l’ancienne est ici : { $path }
board-refused = { $n ->
    [one] Un fichier d’essai est abîmé et ne compte pas.
   *[other] { $n } fichiers d’essais sont abîmés et ne comptent pas.
}
board-unread = Les essais n’ont pas pu être lus. Revenir à la liste et recommencer.
board-wrong = Impossible : { $why }
board-wrong-newer = Les relevés viennent d’une version plus récente d’Épissure. Rien n’a été changé.
board-wrong-busy = Un autre programme écrit dans les relevés. Rien n’a été changé ; recommencer.
board-wrong-full = Le disque est plein. Rien n’a été changé ; faire de la place et recommencer.
board-wrong-read-only = Le dossier des relevés ne peut pas être écrit. Rien n’a été changé.
board-wrong-gone = Le dossier des relevés a disparu. Le remettre et recommencer.
board-wrong-damaged = La base est abîmée. Revenir à la liste et rouvrir : elle sera refaite à partir des essais.

# Documents imprimés.
print-moment = { $date } à { $clock } (UTC)
print-tool-taken = Outil pris : { $tool }
print-trace = Fibre { $fibre }, { $nm } nm, { $way }, à { $time }
print-trace-none = Sans fibre, { $nm } nm, à { $time }
print-trace-both = Fibre { $fibre }, { $nm } nm, les deux sens
print-trace-there = aller
print-trace-back = retour
incident-focus-lost = La fenêtre a perdu clavier et souris
incident-focus-regained = La fenêtre les a retrouvés
incident-resumed = Programme arrêté, puis tentative reprise
incident-paused = Horloge arrêtée par l’examinateur
incident-continued = Horloge remise en marche par l’examinateur
incident-clock-changed = L’horloge du poste a sauté
incident-second-instance = Programme lancé une seconde fois
incident-time-up = Temps écoulé

# Quand le programme ne peut pas s’ouvrir, ou se casse.
crash-no-renderer = Ce PC ne peut pas dessiner l’image. Mettre à jour le pilote de la carte graphique. Sous Linux sans carte : installer « mesa-vulkan-drivers ». Sans image, « epissure list » et « epissure play » marchent.
crash-told = Le programme s’est arrêté sur une erreur. L’essai en cours est gardé : il se reprend dans la liste. Le rapport est dans { $folder }

# La première minute au poste.
tour-click = Amener la souris sur le rond orange. Cliquer.
tour-move = Bouger la souris : la main suit.
tour-grip = Tenir le bouton gauche : la main serre.
tour-leave = Clic droit : la main lâche.
tour-end = C’est tout. La consigne est en haut.
tour-skip = Passer
tour-step = Étape { $n } sur { $of }
tour-done = Compris

# Ce qu’une faute fait dans le réseau, par compétence. Phrases courtes.
result-network = Dans le réseau : { $what }
result-train = S’entraîner : { $title }
network-measure-length = une longueur fausse, et la fibre ne se range plus dans la cassette.
network-read-plan = la mauvaise fibre est raccordée. Un autre client est coupé.
network-colours = la mauvaise fibre est raccordée. Un autre client est coupé.
network-numbering = la mauvaise fibre est raccordée. Un autre client est coupé.
network-order = un geste oublié oblige à couper et à tout refaire.
network-steady = une main qui tremble abîme les fibres voisines.
network-write = le suivant ne sait pas ce qui a été fait. Il cherche, et le client attend.
network-label = le suivant débranche la mauvaise ligne.
network-hazards = un accident arrête le chantier.
network-equipment = un éclat de verre dans l’œil ne se voit pas et reste.
network-stop = un accident arrête le chantier.
network-waste = un éclat oublié blesse le suivant.
network-live = un client en service est coupé.
network-laser = la lumière laser ne se voit pas et brûle l’œil.
network-sheath = un tube entaillé casse en hiver. Tout le câble est à reprendre.
network-mid-span = un tube entaillé coupe tous les clients d’après.
network-tube = une fibre écrasée dans le tube perd de la lumière.
network-strip = une éraflure casse la fibre des mois plus tard, dans la boîte fermée.
network-clean = une poussière brûle dans l’arc. La soudure perd de la lumière.
network-cleave = un clivage de travers laisse une bulle. La soudure perd de la lumière.
network-splice = chaque dixième de décibel perdu manque au client du bout.
network-sleeve = une soudure mal protégée casse au premier mouvement.
network-tray = une boucle serrée perd de la lumière, surtout à 1625 nm.
network-connector = un connecteur mal monté renvoie la lumière vers l’émetteur.
network-connector-clean = une face sale raye l’autre. Les deux sont à changer.
network-entry = un câble mal arrimé tire sur les fibres.
network-seal = l’eau entre. Toute la boîte est à refaire.
network-pbo = le client n’a pas de lumière, ou celle d’un voisin.
network-outlet = la prise perd de la lumière. La box ne se connecte pas.
network-customer = le client n’a pas internet. Il faut revenir.
network-cabinet = un autre client est coupé.
network-otdr = le défaut est cherché au mauvais endroit.
network-loss = une ligne mauvaise est déclarée bonne.
network-fault = on creuse au mauvais endroit.
network-acceptance = le dossier est refusé. Il faut tout remesurer.
network-patch = un serveur perd sa liaison.
network-polarity = la lumière arrive sur un émetteur. Rien ne passe.
network-dress = l’air ne passe plus. La baie chauffe.
network-change = la panne dure plus que le travail.
network-rj45 = la liaison tombe à 100 Mbit/s, ou ne monte pas.

# Comparing with a model
compare-title = À côté du modèle
compare-open = Comparer au modèle
compare-model-keep = Garder comme modèle
compare-model-kept = C’est le modèle
compare-model-remove = Enlever le modèle
compare-model-is-person = Modèle : geste enregistré
compare-model-is-synthetic = Modèle : main de référence (synthétique)
compare-model-changed = L’exercice a changé depuis l’enregistrement du modèle.
compare-model-not-kept = Modèle non gardé : { $why }
compare-waits = Le modèle travaille…
compare-mine = Moi
compare-theirs = Modèle
compare-first-three = Ce qui compte le plus
compare-none = Aucune différence qui compte. Bravo !
compare-gestures = Geste par geste
compare-gesture-way = Chemin
compare-gesture-speed = Vitesse
compare-see-mine = Voir
compare-see-theirs = Voir le modèle
compare-see-mine-this = Voir mon geste : { $what }
compare-see-theirs-this = Voir le modèle : { $what }
compare-cut = L’essai est très long : ses derniers gestes ne sont pas comparés.
compare-back = Retour à la note
compare-whole = Tout le travail
compare-numbered = { $name } ({ $n })
compare-key = Touche { $key }
compare-eliminated = Cette faute empêche de réussir
compare-not-done = Pas encore fait
compare-left-out = Le modèle le fait, moi non
compare-first = en premier
compare-after = après « { $what } »
compare-both = moi { $mine }, modèle { $theirs }
compare-mine-alone = moi seulement : { $mine }
compare-metric = { $name } : { $both }
compare-sentence = { $about } – { $what }
compare-sentence-points = { $about } – { $what } (−{ $points } pt)
compare-times = { $n ->
    [one] { $n } fois
   *[other] { $n } fois
}
compare-only-mine = Moi seulement
compare-only-theirs = Modèle seulement
compare-moved = À un autre moment
compare-worse-seconds = plus long
compare-worse-path = plus de chemin
compare-worse-peak-speed = plus vite
compare-worse-smoothness = moins fluide
compare-worse-steadiness = main moins droite
compare-worse-pauses = plus d’arrêts
compare-worse-restarts = repris en main
compare-worse-approach = détour avant
compare-value-seconds = { $value } s
compare-value-path = { $value } mm
compare-value-peak-speed = { $value } mm/s
compare-value-smoothness = { $value }
compare-value-steadiness = { $value } mm
compare-value-pauses = { $value }
compare-value-restarts = { $value } fois
compare-value-approach = { $value } mm
compare-site-error = { $value } d’écart
compare-site-harm = { $value } % abîmé
compare-site-left = { $value } % de saleté
compare-came-out = Résultat
compare-metric-seconds = Durée
compare-metric-path = Chemin
compare-metric-peak-speed = Vitesse la plus haute
compare-metric-smoothness = Fluidité
compare-metric-steadiness = Écart de la main
compare-metric-pauses = Arrêts
compare-metric-restarts = Reprises en main
compare-metric-approach = Chemin avant le geste

# The ghost
hud-ghost-shown-auto = Fantôme : il montre le geste. Il s’efface tout seul, geste après geste.
hud-ghost-hinted-auto = Fantôme : il montre le chemin. Il s’efface tout seul, geste après geste.
hud-ghost-alone-auto = Fantôme : ce geste se fait seul.
hud-ghost-shown-chosen = Fantôme : il montre chaque geste.
hud-ghost-hinted-chosen = Fantôme : il montre chaque chemin.
hud-ghost-alone-chosen = Fantôme : il ne montre rien.

# Les sons
settings-sound = Sons
settings-volume = Volume
settings-volume-off = Sans son
settings-volume-value = { $share } %
settings-see-sounds = Voir les sons
settings-see-sounds-no = Non
settings-see-sounds-yes = Oui
settings-see-sounds-about = Un mot court dit ce qui sonne, pour un poste sans haut-parleur ou pour qui n’entend pas.
sounds-now = Ce qui sonne
sound-cut = coupe
sound-peel = dénudage
sound-rub = glisse
sound-wipe = essuyage
sound-squeak = crissement
sound-scrape = raclement
sound-creak = grincement
sound-motor = moteur
sound-arc = arc
sound-fan = four
sound-cleave = clac
sound-bite = mord
sound-nick = grattement
sound-snip = coupé
sound-snap = crac
sound-pop = plop
sound-lid = clac
sound-stop = butée
sound-click = clic
sound-unplug = débranché
sound-latch = logé
sound-tap = toc
sound-tinkle = tintement
sound-spring = ressort
sound-detent = cran
sound-key = touche
sound-beep = bip
sound-oven-beep = bip du four
sound-pencil = crayon

# La voix
aloud = Lire à voix haute
settings-voice = Voix
settings-voice-no = Non
settings-voice-yes = Oui
settings-voice-about = La voix de l’ordinateur lit le guide. Un haut-parleur à côté d’une phrase la lit.
settings-voice-none = Cet ordinateur n’a pas de voix.

# Montrer au groupe.
present-open = Présenter
present-pen = Dessiner
present-wipe = Effacer
present-close = Fermer
